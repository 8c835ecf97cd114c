package apitest

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"slices"
)

// Upload is a file and what is said about it. MediaType is what its part claims;
// empty fields are left out.
type Upload struct {
	Name, MediaType string
	Content         []byte
	Kind, Title     string
	Marking         string
	Declared        string
}

// Attach uploads a file to a proposal.
func (c *Client) Attach(proposal string, u Upload) *Response {
	c.t.Helper()
	body, mediaType, err := u.form()
	if err != nil {
		c.t.Fatal(err)
	}
	return c.do(http.MethodPost, Prefix+"/proposals/"+proposal+"/attachments", body, mediaType)
}

func (u Upload) form() (body []byte, mediaType string, err error) {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="file"; filename=%q`, u.Name)},
		"Content-Type":        {u.MediaType},
	})
	if err != nil {
		return nil, "", err
	}
	if _, err := part.Write(u.Content); err != nil {
		return nil, "", err
	}
	fields := [][2]string{{"kind", u.Kind}, {"title", u.Title}, {"marking", u.Marking}, {"declared", u.Declared}}
	for _, f := range slices.DeleteFunc(fields, func(f [2]string) bool { return f[1] == "" }) {
		if err := w.WriteField(f[0], f[1]); err != nil {
			return nil, "", err
		}
	}
	if err := w.Close(); err != nil {
		return nil, "", err
	}
	return buf.Bytes(), w.FormDataContentType(), nil
}
