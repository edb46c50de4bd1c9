"""What people see: the Textual app. Shows and asks; decides nothing."""

import os

# what a key leads to is often painted second (the file beside the list): Textual, which reads this as it is
# imported, would wait until a sixtieth of a second after the first frame
os.environ.setdefault("TEXTUAL_FPS", "240")
