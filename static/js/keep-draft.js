// keep-draft
