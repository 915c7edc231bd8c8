# actas: make targets. `make` alone lists them.

GO          ?= go
BINARY      := actas
VERSION     := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
# What runs once in a while, or waits for the network anyway, is built small and not
# fast, without inlining: the program has a limit. Handshakes take no longer for it.
COLD        := actas/client/simulator actas/ui/cli/... crypto/... encoding/xml github.com/godbus/... \
               github.com/golang-jwt/... github.com/pelletier/... github.com/spf13/...
BUILD       := CGO_ENABLED=0 $(GO) build -buildvcs=false -trimpath $(COLD:%=-gcflags='%=-l') -ldflags "-s -w -X main.version=$(VERSION)"
STATICCHECK := $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2
# QF is advice about taste, not about faults.
CHECKS      := all,-QF*
GOLDEN      := github.com/charmbracelet/x/exp/golden
ARGS        ?=
# Its libraries for Kubernetes take some minutes to build. The versions of Bubble Tea
# and bubbles/list stand in testdata/peers/go.mod.
K9S         := github.com/derailed/k9s@v0.50.16
PEER        ?= .

.DEFAULT_GOAL := help
.PHONY: help build run demo test race golden lint fmt bench peers cover clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build the stripped binary ./actas
	$(BUILD) -o $(BINARY) .

run: ## run the dashboard on the API of VULTR_API_KEY (ARGS="--theme light" adds flags)
	$(GO) run . $(ARGS)

demo: ## run the dashboard on the embedded organisation (ARGS="--roles 10000" adds flags)
	$(GO) run . demo $(ARGS)

test: ## run all tests
	$(GO) test ./...

race: ## run all tests under the race detector, properties with fewer samples (needs a C compiler)
	$(GO) test -race -short ./...

golden: ## make the golden files anew; look at the difference before you commit it
	find . -name '*.golden' -path '*/testdata/*' -delete
	$(GO) test -count=1 $$($(GO) list -test -f '{{if .ForTest}}{{.ForTest}} {{join .Deps " "}}{{end}}' ./... \
		| awk 'index($$0, " $(GOLDEN)") { print $$1 }' | sort -u) -update

lint: ## check the format, go vet and staticcheck
	@unformatted=$$(gofmt -s -l .); if [ -n "$$unformatted" ]; then echo "not in gofmt's format:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(STATICCHECK) -checks '$(CHECKS)' ./...

fmt: ## put every file into gofmt's format
	gofmt -s -w .

bench: ## measure the built binary in a pseudo-terminal, then the packages
	$(GO) test -run '^$$' -bench . -skip '^BenchmarkPeers$$' -benchtime 1x -timeout 20m .
	$(GO) test -run '^$$' -bench . -benchmem $$($(GO) list ./... | grep /)

peers: ## measure what bench names beside actas, for testdata/peers.tsv (lazygit if it is installed; PEER=k9s/start)
	GOBIN=$(CURDIR)/.build/peers $(GO) install $(K9S)
	GOBIN=$(CURDIR)/.build/peers $(GO) -C testdata/peers install ./...
	$(GO) test -run '^$$' -bench '^BenchmarkPeers$$/^$(PEER)' -benchtime 1x -timeout 30m .

cover: ## run all tests and show what they reach
	@mkdir -p .build
	$(GO) test -coverpkg=./... -coverprofile=.build/cover.out ./...
	$(GO) tool cover -func=.build/cover.out | tail -n 1
	$(GO) tool cover -html=.build/cover.out -o .build/cover.html
	@echo "line by line: .build/cover.html"

clean: ## remove what the other targets built
	rm -rf $(BINARY) .build
