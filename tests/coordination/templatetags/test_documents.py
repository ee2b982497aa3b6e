"""Filters that put names into sentences."""

from coordination.models import Organization, Person


def test_bodies_are_named_as_inside_a_sentence(render):
    bodies = [Organization(name="Styrgruppen för skolan"), Organization(name="Malmö stad")]

    shown = render("{% load documents %}i {{ bodies|bodies_in_sentence }}", bodies=bodies)

    assert shown == "i styrgruppen för skolan och Malmö stad"


def test_people_are_joined_by_their_names(render):
    people = [Person(given_name=name, family_name="Alm") for name in ("Bo", "Eva", "Disa")]

    shown = render("{% load documents %}{{ people|join_names }}", people=people)

    assert shown == "Bo Alm, Eva Alm och Disa Alm"
