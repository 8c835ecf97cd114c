package mail

import (
	"context"
	"errors"
	"fmt"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"pheduyet/internal/notice"
)

// failure is a letter that did not go out. Final means that the same letter can
// only be refused again; any other may go out later, this one or through a server
// that answers.
type failure struct {
	final bool
	text  string
}

func (f *failure) Error() string { return f.text }

var (
	noAddress  = &failure{final: true, text: "the account has no address, or is not active"}
	badAddress = &failure{final: true, text: "the address cannot be read"}
)

// post sends one letter. It is delivered once the server has taken it, whatever
// happens to the connection afterwards.
func (s Server) post(ctx context.Context, n notice.Queued, link string) error {
	if n.Address == "" {
		return noAddress
	}
	m, err := s.letter(n, link)
	if err != nil {
		return err
	}
	c, err := s.client()
	if err != nil {
		return fmt.Errorf("settings of the mail server: %w", err)
	}
	if err := c.DialAndSendWithContext(ctx, m); err != nil && !m.IsDelivered() {
		return told(err)
	}
	return nil
}

func (s Server) letter(n notice.Queued, link string) (*gomail.Msg, error) {
	words := notice.Words(n.Kind, n.Said, n.Name, link)
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := m.From(s.From); err != nil {
		return nil, fmt.Errorf("the sender's address: %w", err)
	}
	if m.To(n.Address) != nil {
		return nil, badAddress
	}
	m.SetMessageIDWithValue(n.MessageID)
	m.SetDateWithValue(n.QueuedAt)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no answers from absent people
	m.Subject(words.Subject)
	m.SetBodyString(gomail.TypeTextPlain, words.Body)
	return m, nil
}

// told finds what a failed sending means. What the server says for good about the
// recipient or the letter is final; about the sender or the connection, it is the
// keeper's to repair, and the letters wait.
func told(err error) error {
	f := &failure{text: short(err.Error())}
	if e, ok := errors.AsType[*gomail.SendError](err); ok && e.ErrorCode() >= 500 {
		switch e.Reason {
		case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose, gomail.ErrWriteContent:
			f.final = true
		}
	}
	return f
}

// longestText keeps a talkative server from filling the outbox.
const longestText = 500

func short(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "?")), " ")
	if r := []rune(s); len(r) > longestText {
		return string(r[:longestText])
	}
	return s
}
