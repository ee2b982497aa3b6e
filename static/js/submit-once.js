// submit-once
