package pages

import (
	"net/http"
	"time"
)

const languageCookie = "lang"

// languageOf is Vietnamese unless the reader has asked for English.
func languageOf(r *http.Request) string {
	if c, err := r.Cookie(languageCookie); err == nil && c.Value == "en" {
		return "en"
	}
	return "vi"
}

// language remembers the language asked for and goes back.
func (v *visit) language() error {
	to := v.r.PathValue("language")
	if to != "vi" && to != "en" {
		return &problem{Status: http.StatusNotFound}
	}
	http.SetCookie(v.w, &http.Cookie{
		Name: languageCookie, Value: to, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, Secure: v.sessions.Cookie.Secure, SameSite: http.SameSiteLaxMode,
	})
	return v.to(local(v.query().Get("back"), "/"))
}
