package e2e

var _ = rows(`
GET  /people/{person}/own           in    ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/own/link      in    ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/own/send      in    ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/own/revoke    in    ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/own/word      in    ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/own/seen      in    gone  gone  no    no    gone  no    no    no    no
POST /people/{person}/own/copy      in    ok    gone  no    no    no    no    gone  gone  no
GET  /own                           ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /own/{token}                   ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /own/{token}                   gone  gone  gone  gone  gone  gone  gone  gone  gone  gone
POST /own/word                      gone  gone  gone  gone  gone  gone  gone  gone  gone  gone
GET  /own/all                       ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /own/ask                      ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /own/stop                      gone  gone  gone  gone  gone  gone  gone  gone  gone  gone
POST /own/copy                      gone  gone  gone  gone  gone  gone  gone  gone  gone  gone
POST /own/close                     ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
`)
