"""The municipality's rules: one verb to a function, ``verb_noun(object, *, actor, …)``.

Each function guards (right, state, values), changes inside one transaction, writes one audit event,
and puts what must leave in the outbox.
"""
