# Everything this project does is a target here; `make help` lists them.
# Needed beforehand: Go (the version in go.mod), a C compiler for the race
# detector, and make. PostgreSQL is found, or installed on Debian as root.
SHELL := /bin/bash -o pipefail
.DEFAULT_GOAL := help

export BASE_URL ?= http://127.0.0.1:8080

# Uncached, in random order. The race detector doubles memory and more than
# doubles the compile, so the packages that link the Temporal server go without.
TEST := go test -count=1 -shuffle=on -timeout=20m

# Test binaries (pheduyet/x.test) whose dependencies hold the Temporal server.
LINKS_SERVER = go list -test -f '{{$$p := .ImportPath}}{{range .Deps}}{{if eq . "go.temporal.io/server/temporal"}}{{$$p}}{{"\n"}}{{end}}{{end}}' ./... \
	| sed -n 's/\.test$$//p' | sort -u
OTHERS = comm -23 <(go list ./... | sort) <($(LINKS_SERVER))

say = printf '\n== %s\n' $(1)

##@ Dùng thử

.PHONY: run
run: build ## Dịch rồi chạy toàn bộ hệ thống trên một máy (Ctrl-C để dừng)
	@exec bin/standalone

.PHONY: demo
demo: ## Nộp các đề xuất thật và đưa qua các bước, trên hệ thống đang chạy (BASE_URL)
	@$(call say,'Dịch chương trình trình diễn')
	@go build -o bin/ ./cmd/demo
	@exec bin/demo

##@ Phát triển

.PHONY: build
build: ## Dịch bin/pheduyet và bin/standalone
	@$(call say,'Dịch chương trình (lần đầu mất vài phút vì có máy chủ Temporal, các lần sau vài giây)')
	go build -o bin/ ./cmd/pheduyet ./cmd/standalone

.PHONY: test
test: formatted lint postgres chromium test-fast test-server ## Chạy mọi kiểm thử

.PHONY: check
check: formatted lint postgres chromium test-fast ## Kiểm tra nhanh trước khi commit: như test, trừ phần liên kết máy chủ Temporal

.PHONY: test-fast
test-fast:
	@$(call say,'Kiểm thử có dò tranh chấp (-race)')
	$(TEST) -race $$($(OTHERS))

.PHONY: test-server
test-server:
	@$(call say,'Kiểm thử với máy chủ Temporal và kiểm thử đầu cuối (lần đầu dịch mất vài phút)')
	$(TEST) $$($(LINKS_SERVER))

.PHONY: screenshots
screenshots: postgres chromium ## Chụp mọi trang, màn hình rộng và điện thoại, vào screenshots/
	@$(call say,'Chụp các trang (lần đầu dịch mất vài phút)')
	go test -count=1 -timeout=20m ./cmd/standalone -run '^TestPages$$' -screenshots $(CURDIR)/screenshots

.PHONY: bench
bench: postgres ## Đo hiệu năng; in số đo cạnh mốc so sánh trong cùng lần chạy
	@$(call say,'Đo hiệu năng (lần đầu dịch mất vài phút)')
	go test -run='^$$' -bench=. -benchmem -p=1 -timeout=30m ./...

.PHONY: vendor-pages
vendor-pages: ## Lấy lại các tệp đi kèm của trang web (GOV.UK Frontend, phông chữ, htmx, axe) theo VERSION
	bash api/static/refresh.sh

.PHONY: lint
lint: ## go vet, staticcheck, errcheck, workflowcheck, go mod tidy (phiên bản ghim trong go.mod)
	@$(call say,'go vet')
	go vet ./...
	@$(call say,'staticcheck')
	go tool staticcheck -checks=all ./...
	@$(call say,'errcheck')
	go tool errcheck -ignoretests -exclude=internal/house/errcheck.txt ./...
	@$(call say,'workflowcheck')
	go tool workflowcheck -test=false ./workflows/...
	@$(call say,'go mod tidy')
	go mod tidy -diff

.PHONY: fmt
fmt: ## Định dạng mã nguồn
	gofmt -w $$(go list -f '{{.Dir}}' ./...)

.PHONY: formatted
formatted:
	@$(call say,'gofmt')
	@wrong=$$(gofmt -l $$(go list -f '{{.Dir}}' ./...)); \
	if [ -n "$$wrong" ]; then echo "Chưa định dạng (chạy make fmt):"; echo "$$wrong"; exit 1; fi

.PHONY: clean
clean: ## Xóa những gì đã dịch; không động đến thư mục dữ liệu
	rm -rf bin

.PHONY: help
help: ## In danh sách này
	@awk 'BEGIN {FS = ":.*## "} \
		/^##@/ {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z.-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

##@ Triển khai

.PHONY: secrets
secrets: .env ## Tạo .env với mật khẩu và khóa ký nhật ký ngẫu nhiên (không ghi đè): CODE=<mã tỉnh>
	@grep -q '^LEDGER_KEY=' .env || printf 'LEDGER_KEY=pheduyet/%s+%s\n' '$(CODE)' "$$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >> .env

# The ledger's name is pheduyet/<code>; it stands in every checkpoint for good.
CODE ?= tinh

.env:
	@[ -r /dev/urandom ]
	@umask 077; for name in POSTGRES OWNER APP TEMPORAL; do \
		echo "$${name}_PASSWORD=$$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"; done > .env.new
	@echo 'PUBLIC_URL=' >> .env.new
	@mv .env.new .env
	@echo 'Đã tạo .env. Hãy điền PUBLIC_URL (địa chỉ https mà người dùng truy cập).'

.PHONY: backup
backup: ## Sao lưu hai cơ sở dữ liệu và tài liệu tại một thời điểm, không dừng hệ thống
	docker compose run --rm backup

.PHONY: restore
restore: ## Khôi phục: make restore FROM=20261121-020000 (tên thư mục trong BACKUP_DIR)
	@[ -n "$(FROM)" ] || { echo 'Thiếu FROM=<tên bản sao lưu>'; exit 1; }
	docker compose down
	docker compose run --rm restore $(FROM)
	docker compose up --detach --wait

# Tests need PostgreSQL's programs; they start clusters of their own.
.PHONY: postgres
postgres:
	@for dir in $${PATH//:/ } /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do \
		[ -x "$$dir/initdb" ] && exit 0; done; \
	install='apt-get install -y --no-install-recommends postgresql'; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo '== Cài PostgreSQL'; \
		mkdir -p /etc/postgresql-common/createcluster.d; \
		echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/pheduyet.conf; \
		apt-get update && DEBIAN_FRONTEND=noninteractive $$install; status=$$?; \
		rm -f /etc/postgresql-common/createcluster.d/pheduyet.conf; exit $$status; \
	else echo "Chưa có PostgreSQL. Gõ: sudo $$install"; exit 1; fi

# Tests of the pages need a browser; they start one of their own.
.PHONY: chromium
chromium:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	install='apt-get install -y --no-install-recommends chromium'; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo '== Cài Chromium'; \
		apt-get update && DEBIAN_FRONTEND=noninteractive $$install; \
	else echo "Chưa có Chromium. Gõ: sudo $$install"; exit 1; fi
