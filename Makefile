# Every target is a command of scripts/dev.py, which does all its own set-up.
#   make serve                        the live site on http://127.0.0.1:8000
#   make build AS_OF=2026-06-30       the site as it stood on that day
#   make serve DOCUMENTS=no           without the Office files of templates, to write prose
#   make offline                      the built site as a zip file that opens without a server
#   make publish ARGS="--to /srv/pmo" the built site onto a host, shown in one step
#   make pmo ARGS="new lesson"        any other command of pmo
#   make test ARGS="-k stamp"         more arguments for the tool behind a command
#   make test PYTHON=python3.12       another interpreter

PYTHON ?= $(shell command -v python3 >/dev/null 2>&1 && echo python3 || echo python)
COMMANDS := setup serve build test check pmo schemas offline publish bench lint requirements clean

.DEFAULT_GOAL := help
.PHONY: help $(COMMANDS)

help:
	@$(PYTHON) scripts/dev.py --help

$(COMMANDS):
	@$(PYTHON) scripts/dev.py $@ $(if $(AS_OF),--as-of $(AS_OF)) $(if $(filter no,$(DOCUMENTS)),--without-documents) $(ARGS)
