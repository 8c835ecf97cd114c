package app

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"pheduyet/api"
	"pheduyet/internal/mail"
)

// Setting documents one environment variable. README and docker-compose.yml are
// held against this list by tests.
type Setting struct {
	Name, Default, Doc string
}

// Settings are all that the programs read themselves; what TEMPORAL_… means
// besides is Temporal's own envconfig.
var Settings = []Setting{
	{"LISTEN_ADDR", "127.0.0.1:8080", "địa chỉ lắng nghe của API"},
	{"PUBLIC_URL", "http://LISTEN_ADDR", "địa chỉ mà người dùng truy cập, dùng trong các liên kết"},
	{"DATABASE_URL", "", "PostgreSQL, bằng vai trò pheduyet_app; standalone: để trống là PostgreSQL riêng"},
	{"MIGRATE_DATABASE_URL", "DATABASE_URL", "PostgreSQL, bằng vai trò chủ sở hữu; chỉ migrate dùng"},
	{"BLOB_DIR", "DATA_DIR/blobs", "thư mục tệp đính kèm"},
	{"LEDGER_KEY_FILE", "DATA_DIR/ledger.key (standalone)", "tệp khóa ký nhật ký; standalone tự tạo, khóa công khai ở DATA_DIR/ledger.pub"},
	{"LEDGER_KEY", "", "khóa ký nhật ký, thay cho LEDGER_KEY_FILE"},
	{"CHECKPOINT_DIR", "DATA_DIR/checkpoints", "thư mục giữ mốc xác thực ngoài cơ sở dữ liệu"},
	{"TRUSTED_PROXIES", "", "các dải địa chỉ proxy được tin, cách nhau bằng dấu phẩy"},
	{"SMTP_URL", "", "máy chủ thư để gửi thông báo: smtp://người-dùng:mật-khẩu@máy:587?from=ĐỊA-CHỈ (STARTTLS), smtps://… (TLS), hoặc smtp://máy:25?from=ĐỊA-CHỈ&tls=none; để trống là không gửi, thông báo nằm chờ"},
	{"LOG_LEVEL", "info", "debug, info, warn hoặc error"},
	{"DATA_DIR", "./data", "thư mục dữ liệu (standalone)"},
	{"SEED", "demo (standalone), none", "demo hoặc none: có nạp dữ liệu trình diễn hay không"},
	{"TEMPORAL_ADDRESS", "", "cụm Temporal; standalone: để trống là chạy trong tiến trình"},
	{"TEMPORAL_NAMESPACE", "default", "không gian tên Temporal"},
}

// Config is the settings, read and checked.
type Config struct {
	ListenAddr         string
	PublicURL          string
	DatabaseURL        Secret
	MigrateDatabaseURL Secret
	BlobDir            string
	LedgerKeyFile      string
	LedgerKey          Secret
	CheckpointDir      string
	TrustedProxies     []netip.Prefix
	Mail               *mail.Server // nil: no mail is sent
	LogLevel           slog.Level
	DataDir            string
	Seed               string
	TemporalAddress    string
	TemporalNamespace  string
	// Limits are the API's; its defaults where zero. No variable sets them.
	Limits api.Limits
}

// Secret is a setting that no log shows.
type Secret string

// LogValue hides the value.
func (Secret) LogValue() slog.Value { return slog.StringValue("***") }

// String hides the value; convert to string to use it.
func (Secret) String() string { return "***" }

// Load reads the settings. Every fault is named at once.
func Load(getenv func(string) string, seed string) (Config, error) {
	get := func(name, otherwise string) string {
		if v := strings.TrimSpace(getenv(name)); v != "" {
			return v
		}
		return otherwise
	}
	c := Config{
		ListenAddr:        get("LISTEN_ADDR", "127.0.0.1:8080"),
		DatabaseURL:       Secret(get("DATABASE_URL", "")),
		DataDir:           get("DATA_DIR", "./data"),
		LedgerKeyFile:     get("LEDGER_KEY_FILE", ""),
		LedgerKey:         Secret(get("LEDGER_KEY", "")),
		Seed:              get("SEED", seed),
		TemporalAddress:   get("TEMPORAL_ADDRESS", ""),
		TemporalNamespace: get("TEMPORAL_NAMESPACE", "default"),
	}
	c.MigrateDatabaseURL = Secret(get("MIGRATE_DATABASE_URL", string(c.DatabaseURL)))
	c.PublicURL = get("PUBLIC_URL", "http://"+c.ListenAddr)
	c.BlobDir = get("BLOB_DIR", c.DataDir+"/blobs")
	c.CheckpointDir = get("CHECKPOINT_DIR", c.DataDir+"/checkpoints")
	return c, errors.Join(c.check(), c.parseProxies(get("TRUSTED_PROXIES", "")), c.parseMail(get("SMTP_URL", "")), c.parseLevel(get("LOG_LEVEL", "info")))
}

func (c *Config) check() error {
	var faults []error
	if _, port, err := net.SplitHostPort(c.ListenAddr); err != nil || port == "" {
		faults = append(faults, fmt.Errorf("LISTEN_ADDR=%q: write host:port, for instance 127.0.0.1:8080", c.ListenAddr))
	}
	if u, err := url.Parse(c.PublicURL); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		faults = append(faults, fmt.Errorf("PUBLIC_URL=%q: write an http or https address", c.PublicURL))
	}
	for name, v := range map[string]Secret{"DATABASE_URL": c.DatabaseURL, "MIGRATE_DATABASE_URL": c.MigrateDatabaseURL} {
		if v != "" && !strings.HasPrefix(string(v), "postgres://") && !strings.HasPrefix(string(v), "postgresql://") {
			faults = append(faults, fmt.Errorf("%s: write postgres://user:password@host:port/database", name))
		}
	}
	if c.Seed != "demo" && c.Seed != "none" {
		faults = append(faults, fmt.Errorf("SEED=%q: write demo or none", c.Seed))
	}
	return errors.Join(append(faults, c.checkKey())...)
}

func (c *Config) parseProxies(list string) error {
	var faults []error
	for _, s := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			a, addrErr := netip.ParseAddr(s)
			if addrErr != nil {
				faults = append(faults, fmt.Errorf("TRUSTED_PROXIES: %q is neither an address nor a range such as 10.0.0.0/8", s))
				continue
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		c.TrustedProxies = append(c.TrustedProxies, p)
	}
	return errors.Join(faults...)
}

func (c *Config) parseMail(s string) error {
	if s == "" {
		return nil
	}
	server, err := mail.ParseURL(s)
	if err != nil {
		return fmt.Errorf("SMTP_URL: %w", err)
	}
	c.Mail = &server
	return nil
}

func (c *Config) parseLevel(s string) error {
	if err := c.LogLevel.UnmarshalText([]byte(s)); err != nil {
		return fmt.Errorf("LOG_LEVEL=%q: write debug, info, warn or error", s)
	}
	return nil
}

// NeedDatabase refuses a configuration without DATABASE_URL.
func (c *Config) NeedDatabase() error {
	if c.DatabaseURL == "" {
		return errors.New("DATABASE_URL is not set: write postgres://pheduyet_app:password@host:5432/pheduyet")
	}
	return nil
}
