# The commands of the house. Needs Python 3.11 or newer with pip and venv, and make; nothing else.
# The same without make stands in README.md.

PYTHON ?= python3
KANTOR ?= karimun
LANJUT ?=
PYTEST_ARGS ?=
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))')
SOAK ?= $(shell grep -rl --include='test_*.py' 'import tries' tests)

VENV := .venv
PIP := $(VENV)/bin/python -m pip -qq --disable-pip-version-check install --constraint constraints.txt
MADE_FROM := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test test-server soak bench lint lint-rules lint-format lint-types lint-arrows clean

help:
	@echo 'make demo    membuka program pada kantor contoh'
	@echo '             (KANTOR=karimun, pariaman …; LANJUT=1 meneruskan yang terakhir)'
	@echo 'make test    menjalankan semua uji (PYTEST_ARGS="tests/sla -x": sebagian)'
	@echo 'make test-server  menjalankan semua uji penyimpanan dan meja pada server PostgreSQL'
	@echo 'make soak    mencoba berkas acak jauh lebih lama (berjam-jam; SOAK=tests/flow …: sebagian)'
	@echo 'make lint    memeriksa aturan, bentuk, tipe, dan arah antarbagian'
	@echo 'make bench   mengukur saat mulai, daftar, hitungan waktu dan memori'
	@echo 'make clean   menghapus $(VENV) dan sisa alat'

demo: $(VENV)/ready-to-run
	@$(VENV)/bin/loket demo --kantor '$(KANTOR)' $(if $(filter 1,$(LANJUT)),--lanjut)

# One process more than there are cores, for many a test waits for a disk or a program that it started;
# neighbouring tests stay together, so what a module sets up is set up once. Programs that tests start find
# the modules compiled, also where the environment forbids to keep them. Of all tests together a server executes
# each statement of the store.
test: $(VENV)/ready-to-develop
	@PYTHONDONTWRITEBYTECODE= $(VENV)/bin/python -m pytest --numprocesses $(WORKERS) --dist worksteal \
	  $(or $(PYTEST_ARGS),--statements)

# All that can run on a server, there alone; `make test` has time for those that differ and for one of each statement.
test-server: $(VENV)/ready-to-develop
	@PYTHONDONTWRITEBYTECODE= $(VENV)/bin/python -m pytest --numprocesses $(WORKERS) --dist worksteal \
	  --engine server --statements -m 'not of_file' tests/store tests/desk

# Random offices, files and SOPs, on other examples each time; a failure says how it is done again.
soak: $(VENV)/ready-to-develop
	@HYPOTHESIS_PROFILE=soak $(VENV)/bin/python -m pytest --numprocesses auto --maxprocesses 4 --timeout 0 $(SOAK)

bench: $(VENV)/ready-to-develop
	@$(VENV)/bin/python -m bench

lint: lint-rules lint-format lint-types lint-arrows

lint-rules: $(VENV)/ready-to-develop
	@$(VENV)/bin/ruff check --quiet .

lint-format: $(VENV)/ready-to-develop
	@$(VENV)/bin/ruff format --quiet --check . || { $(VENV)/bin/ruff format --check .; exit 1; }

lint-types: $(VENV)/ready-to-develop
	@$(VENV)/bin/mypy --no-error-summary

lint-arrows: $(VENV)/ready-to-develop
	@out=$$($(VENV)/bin/lint-imports 2>&1) || { echo "$$out"; exit 1; }

clean:
	@rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Loket perlu Python 3.11 ke atas; sebutkan dengan PYTHON=' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo 'Venv tidak dapat dibuat (Debian: apt install python3-venv)' >&2; exit 1; }

$(VENV)/ready-to-run: $(MADE_FROM) | $(VENV)/bin/python
	@echo 'Menyiapkan program, sekali saja …' >&2
	@$(PIP) --editable .
	@touch $@

$(VENV)/ready-to-develop: $(MADE_FROM) | $(VENV)/bin/python
	@echo 'Menyiapkan program dan ujinya, sekali saja …' >&2
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/ready-to-run
