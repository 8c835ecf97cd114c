package mailserver

import (
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// session is one connection.
type session struct {
	server   *Server
	conn     *smtp.Conn
	user     string
	from, to string
}

// AuthMechanisms are what the server offers.
func (s *session) AuthMechanisms() []string {
	if s.server.options.User == "" {
		return nil
	}
	return []string{sasl.Plain}
}

// Auth checks the password.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.server.options.User || password != s.server.options.Password {
			return smtp.ErrAuthFailed
		}
		s.user = user
		return nil
	}), nil
}

// Mail begins a letter.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.server.options.User != "" && s.user == "" {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return s.server.on(Mail, from)
}

// Rcpt takes the address.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return s.server.on(Rcpt, to)
}

// Data reads the letter and keeps it, unless it is refused.
func (s *session) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return err
	}
	if err := s.server.on(Data, m.Header.Get("Message-ID")); err != nil {
		return err
	}
	_, encrypted := s.conn.TLSConnectionState()
	s.server.take(Letter{
		From: s.from, To: s.to, MessageID: strings.Trim(m.Header.Get("Message-ID"), "<>"), Subject: subject,
		Body: strings.ReplaceAll(string(body), "\r\n", "\n"), AutoSubmitted: m.Header.Get("Auto-Submitted"), Encrypted: encrypted, User: s.user,
	})
	return nil
}

// Reset forgets the letter under way.
func (s *session) Reset() { s.from, s.to = "", "" }

// Logout ends the session.
func (s *session) Logout() error { return nil }
