package e2e

var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /people/{person}/agreed            in        ok    gone  no    no    ok    no    ok    ok    no
GET  /people/{person}/died              in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/died              in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/died/told         in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/died/undo         in        ok    gone  no    no    ok    no    no    no    no
GET  /people/{person}/merge             in        no    no    no    no    ok    no    no    no    no
POST /people/{person}/merge             in        no    no    no    no    ok    no    no    no    no
POST /people/{person}/unmerge           in        no    no    no    no    ok    no    no    no    no
GET  /tallies/name                      in        ok    ok    no    no    ok    no    no    no    no
POST /tallies/name                      in        ok    ok    no    no    ok    no    no    no    no
GET  /people/{person}/hand-over         in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/hand-over         in        ok    gone  no    no    ok    no    no    no    no
`)
