# The whole check is one command: make test. The rest is for trying things out
# and for rebuilding what is generated and committed.
ADDR ?= 127.0.0.1:8080
BINARY = build/openmaf

.PHONY: demo build test bench assets screenshots schema clean

build:
	@mkdir -p build
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o $(BINARY) ./cmd/openmaf

demo: build
	./$(BINARY) --data build/demo demo --addr $(ADDR)

test:
	@sh scripts/test.sh

# Everything for a third of a second each; then fifty at work, once; then the
# peer, which is given their community. See docs/speed.md.
bench:
	go test -run '^$$' -bench . -benchtime 300ms -skip Crowd ./internal/... ./bench/...
	go test -run '^$$' -bench Crowd -benchtime 1x ./internal/app
	cd bench/pocketbase && go test -run '^$$' -bench . -benchtime 1x .

assets:
	npm --prefix web/assets ci --no-audit --no-fund
	npm --prefix web/assets run build

schema:
	sh scripts/with-browser.sh go test ./internal/platform/db -run SchemaDumps -update

screenshots:
	@mkdir -p docs/screenshots
	@OPENMAF_SCREENSHOTS="$(CURDIR)/docs/screenshots" sh scripts/with-browser.sh go test ./e2e -run Screenshots -count 1

clean:
	rm -rf build
