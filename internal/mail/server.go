package mail

import (
	"crypto/tls"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Server is the mail server that letters are handed to.
type Server struct {
	Host           string
	Port           int
	User, Password string
	From           string // "pheduyet@tinh.example" or "Phê duyệt <pheduyet@tinh.example>"
	Encryption     Encryption
	// TLS is used instead of the system's trust where it is set.
	TLS *tls.Config
	// Timeout bounds connecting, and then sending, each.
	Timeout time.Duration
}

// Encryption is how the connection is kept from others' eyes.
type Encryption int

// STARTTLS is demanded, not merely tried.
const (
	STARTTLS Encryption = iota
	ImplicitTLS
	Plain
)

// wait is long enough for a busy server and short enough for a hanging one.
const wait = 30 * time.Second

// ParseURL reads SMTP_URL:
//
//	smtp://user:password@host:587?from=ADDRESS            STARTTLS
//	smtps://user:password@host:465?from=ADDRESS           TLS from the start
//	smtp://host:25?from=ADDRESS&tls=none                  in clear, without a password
//
// Its errors never show the URL, which holds a password.
func ParseURL(s string) (Server, error) {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" {
		return Server{}, errors.New("write smtp://user:password@host:587?from=ADDRESS or smtps://…")
	}
	out := Server{Host: u.Hostname(), User: u.User.Username(), Timeout: wait}
	out.Password, _ = u.User.Password()
	q := u.Query()
	switch {
	case u.Scheme == "smtps":
		out.Port, out.Encryption = 465, ImplicitTLS
	case u.Scheme == "smtp" && q.Get("tls") == "none":
		out.Port, out.Encryption = 25, Plain
	case u.Scheme == "smtp" && q.Get("tls") == "":
		out.Port = 587
	default:
		return Server{}, errors.New("the scheme is smtp or smtps; with smtp, tls=none means no encryption")
	}
	if p := u.Port(); p != "" {
		if out.Port, err = strconv.Atoi(p); err != nil {
			return Server{}, fmt.Errorf("the port %q is no number", p)
		}
	}
	if out.Encryption == Plain && out.User != "" {
		return Server{}, errors.New("a password is not sent in clear: leave out tls=none or the user")
	}
	from, err := netmail.ParseAddress(q.Get("from"))
	if err != nil {
		return Server{}, errors.New("say the sender: ?from=ADDRESS")
	}
	out.From = from.String()
	return out, nil
}

// client makes the client of one connection.
func (s Server) client() (*gomail.Client, error) {
	config := s.TLS
	if config == nil {
		config = &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12}
	}
	options := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(s.Timeout), gomail.WithTLSConfig(config)}
	switch s.Encryption {
	case ImplicitTLS:
		options = append(options, gomail.WithSSL())
	case Plain:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	return gomail.NewClient(s.Host, options...)
}
