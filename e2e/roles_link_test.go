package e2e

var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /links/{link}                      in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/asker                in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/held                 in        ok    gone  gone  gone  ok    no    no    no    no
POST /links/{link}/hand-over            in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/take-back            in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/decline              in        ok    gone  no    no    ok    no    no    no    no
GET  /links/{link}/after                in        ok    gone  no    no    ok    no    no    no    no
GET  /links/{link}/feet                 in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/feet                 in        ok    gone  no    no    ok    no    no    no    no
GET  /people/{person}/changed           in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/changed           in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/links             in        ok    gone  no    no    ok    no    no    no    no
`)
