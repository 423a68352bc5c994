package people

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"openmaf/internal/people/chat"
	"openmaf/internal/web/page"
)

// lastCookie remembers where the last chat was and how long it took, for the
// next one in the same waiting room. It says nothing of anybody.
const lastCookie = "last_chat"

const lastKept = 12 * time.Hour

// presetLast gives a chat's form what was chosen last.
func presetLast(r *page.Request, f *page.Form) {
	setting, length := chat.Setting("waiting_room"), chat.Length("5_to_15")
	if c, err := r.HTTP().Cookie(lastCookie); err == nil {
		s, l, _ := strings.Cut(c.Value, ".")
		if slices.Contains(chat.Settings, chat.Setting(s)) && slices.Contains(chat.Lengths, chat.Length(l)) {
			setting, length = chat.Setting(s), chat.Length(l)
		}
	}
	f.Preset("setting", string(setting)).Preset("length", string(length))
}

// last is the cookie that presetLast reads.
func last(r *page.Request, s chat.Setting, l chat.Length) *http.Cookie {
	return &http.Cookie{Name: lastCookie, Value: string(s) + "." + string(l), Path: "/", MaxAge: int(lastKept.Seconds()),
		HttpOnly: true, Secure: r.Secure(), SameSite: http.SameSiteLaxMode}
}
