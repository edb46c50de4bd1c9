"""The parts every screen is built from: lists, fields, bars and dialogs. None knows what a permit is."""
