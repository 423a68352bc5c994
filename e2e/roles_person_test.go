package e2e

var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /people/{person}/agreed            in        ok    gone  no    no    ok    no    no    no    no
`)
