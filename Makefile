# Two commands matter: `make demo` and `make test`. Both install what they need.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test mutants up down status bench build install format lint clean

HOTLINE := .build/release/hotline
SOURCES := Package.swift Services Shared Tests
# It opens every source at once, and a login may open 1,024 files.
FORMAT := ulimit -Sn "$$(ulimit -Hn)"; swift format
BENCH ?=

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' Makefile

demo: build ## install, build, start everything and play a live broadcast and two seasons
	@$(HOTLINE) demo

test: ## prove everything; takes the Kafka under KAFKA_HOME when that is set
	@deploy/scripts/test

mutants: install ## alter each datum of the rule packs in turn and show that a test of that rule turns red
	@swift build --build-tests
	@deploy/scripts/mutants

up: build ## start PostgreSQL, a broker and the five services
	@$(HOTLINE) up

down: ## stop what `make up` started
	@if [ -x $(HOTLINE) ]; then $(HOTLINE) down; else echo "nothing is built, so nothing runs"; fi

status: ## what runs, and how it is
	@if [ -x $(HOTLINE) ]; then $(HOTLINE) status; else echo "nothing is built, so nothing runs"; fi

bench: build ## measure everything; BENCH="intake --stored 1000000" measures one thing
	@$(HOTLINE) bench $(BENCH)

build: install ## the release build of all programmes
	@swift build -c release

install: ## Debian's packages that building and running need
	@deploy/scripts/install

format: ## write the sources as swift format would
	@$(FORMAT) format -i -r -p $(SOURCES)

lint: ## say where the sources are not as swift format would write them
	@$(FORMAT) lint -s -r -p $(SOURCES)

clean: ## stop everything and remove what was built and run
	@if [ -x $(HOTLINE) ] && [ -d .run ]; then HOTLINE_RUN= $(HOTLINE) down; fi
	@for file in .run/pid/* .run/broker/pid; do \
	    if [ -s "$$file" ] && kill -0 "$$(cut -d ' ' -f 1 "$$file")" 2>/dev/null; then \
	        echo "make clean: the process of $$file runs, and nothing is built to stop it; make build first" >&2; exit 1; \
	    fi; \
	done
# Its data may lie outside of .run.
	@deploy/scripts/postgres wipe .run/postgres
	@rm -rf .build .run
