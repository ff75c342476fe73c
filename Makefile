# Every target is one short script in scripts/; CI and people run the same ones.
# The two that matter first:  make run   and   make test

.PHONY: help run test test-long bench bench-long lint format docs setup clean

help:
	@echo 'make run         install what is missing, build, start the demo server'
	@echo 'make test        install what is missing, build, run the tests'
	@echo 'make test-long   the same with the long counts'
	@echo 'make bench       the table of numbers, beside their floors'
	@echo 'make bench-long  the same, and a store with a million resources'
	@echo 'make lint        format, imports, file lengths, content of tracked files'
	@echo 'make format      format the sources in place'
	@echo 'make docs        DocC pages of the library, into .build/docs'
	@echo 'make setup       only install what is missing'

run:
	@scripts/run

test:
	@scripts/test

test-long:
	@scripts/test --long

bench:
	@scripts/bench

bench-long:
	@scripts/bench --long

lint:
	@scripts/lint

format:
	@swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

docs:
	@scripts/docs

setup:
	@scripts/setup

clean:
	@swift package clean
