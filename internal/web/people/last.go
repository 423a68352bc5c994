package people

import (
	"cmp"
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

// presetLast gives a tally's form the place and the length that were chosen
// last: of the running shift, else on this device, else in the last chat.
func presetLast(r *page.Request, f *page.Form, h chat.Habits) {
	setting, length := h.Setting, h.Length
	if c, err := r.HTTP().Cookie(lastCookie); err == nil {
		s, l, _ := strings.Cut(c.Value, ".")
		if slices.Contains(chat.Settings, chat.Setting(s)) && slices.Contains(chat.Lengths, chat.Length(l)) {
			length = chat.Length(l)
			if !h.On {
				setting = chat.Setting(s)
			}
		}
	}
	f.Preset("setting", string(cmp.Or(setting, "waiting_room"))).Preset("length", string(cmp.Or(length, "5_to_15")))
}

// presetHabits gives a chat's form what the account chose last.
func presetHabits(r *page.Request, f *page.Form, h chat.Habits) {
	presetLast(r, f, h)
	f.Preset("started_by", string(cmp.Or(h.StartedBy, "us")))
}

// last is the cookie that [presetLast] reads.
func last(r *page.Request, s chat.Setting, l chat.Length) *http.Cookie {
	return &http.Cookie{Name: lastCookie, Value: string(s) + "." + string(l), Path: "/", MaxAge: int(lastKept.Seconds()),
		HttpOnly: true, Secure: r.Secure(), SameSite: http.SameSiteLaxMode}
}
