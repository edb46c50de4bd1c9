"""The parts every screen is built from: lists, fields, bars and dialogs. None of them knows what a permit is."""
