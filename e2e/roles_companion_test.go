package e2e

import "context"

var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /links/{link}/company              in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/company              in        ok    gone  no    no    ok    no    no    no    no
GET  /links/{link}/needed               in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/send                 in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/alone                in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/yes                  in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/cannot               in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/told                 in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/remind               in        ok    gone  no    no    ok    no    no    no    no

POST /outings/{plan}/asked              in        no    no    ok    gone  ok    no    no    no    no
POST /outings/{plan}/yes                in        no    no    ok    gone  ok    no    no    no    no
POST /outings/{plan}/part               in        no    no    ok    gone  no    no    no    no    no
GET  /outings/when                      in        no    no    ok    ok    no    no    no    no    no
POST /outings/when                      in        no    no    ok    ok    no    no    no    no    no
POST /outings/rest                      in        no    no    ok    ok    no    no    no    no    no
POST /outings/back                      in        no    no    ok    ok    no    no    no    no    no
POST /outings/talk                      in        no    no    ok    ok    no    no    no    no    no

GET  /alarms                            in        ok    ok    no    no    ok    no    ok    ok    no
POST /alarms/{plan}                     in        ok    gone  no    no    ok    no    ok    ok    no
GET  /companions                        in        no    no    no    no    ok    no    ok    ok    no
POST /talks/{talk}/rang                 in        no    no    no    no    ok    no    ok    ok    no
GET  /companions/{account}              in        no    no    no    no    ok    no    no    no    no
POST /companions/{account}              in        no    no    no    no    ok    no    no    no    no
POST /companions/{account}/rest         in        no    no    no    no    ok    no    no    no    no
POST /companions/{account}/back         in        no    no    no    no    ok    no    no    no    no
`)

// Kit, who goes along with nobody yet, would like to talk with somebody.
var _ = happens(func(w *world) {
	w.t.Helper()
	w.must(w.core.Companions.AskToTalk(context.Background(), w.team["Kit"]))
	talks, err := w.core.Companions.Talks(context.Background(), w.team["Max"])
	w.must(err)
	w.more["{talk}"] = talks[0].ID
})
