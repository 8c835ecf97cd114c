package mailserver

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"slices"
	"sync"

	"github.com/emersion/go-smtp"
)

// The stages at which a server can be told to refuse or to hang.
const (
	Rcpt = "RCPT"
	Mail = "MAIL"
	Data = "DATA"
)

// Options say what the server wants. On is asked at every stage: its error is the
// answer, and while it does not return the server hangs.
type Options struct {
	TLS            *tls.Config // offers STARTTLS
	Implicit       bool        // TLS from the start
	User, Password string      // demanded where set
	On             func(stage, text string) error
}

// Letter is one that the server took.
type Letter struct {
	From, To, MessageID string
	Subject, Body       string // decoded
	AutoSubmitted       string
	Encrypted           bool
	User                string
}

// Server is a running mail server.
type Server struct {
	options Options
	smtp    *smtp.Server
	address net.Addr
	served  chan error // how serving ended
	mu      sync.Mutex
	taken   []Letter
}

// Start begins to listen on a free port of this machine.
func Start(o Options) (*Server, error) {
	s := &Server{options: o, served: make(chan error, 1)}
	s.smtp = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{server: s, conn: c}, nil }))
	s.smtp.Domain, s.smtp.ErrorLog = "localhost", log.New(io.Discard, "", 0)
	s.smtp.EnableSMTPUTF8 = true
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s.address = l.Addr()
	switch {
	case o.Implicit:
		l = tls.NewListener(l, o.TLS)
	case o.TLS != nil:
		s.smtp.TLSConfig = o.TLS
	default:
		s.smtp.AllowInsecureAuth = true
	}
	go func() { s.served <- s.smtp.Serve(l) }()
	return s, nil
}

// Port is where it listens on 127.0.0.1.
func (s *Server) Port() int { return s.address.(*net.TCPAddr).Port }

// Close ends every connection.
func (s *Server) Close() error { return errors.Join(s.smtp.Close(), <-s.served) }

// Letters are those taken so far.
func (s *Server) Letters() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.taken)
}

func (s *Server) take(l Letter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken = append(s.taken, l)
}

func (s *Server) on(stage, text string) error {
	if s.options.On == nil {
		return nil
	}
	return s.options.On(stage, text)
}

// Refusal is an answer such as 550 or 451.
func Refusal(code int, text string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: text}
}
