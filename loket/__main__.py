"""`python -m loket` is the same program as the command `loket`."""

from loket.cli import main

if __name__ == "__main__":
    main()
