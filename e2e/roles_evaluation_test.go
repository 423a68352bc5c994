package e2e

// Figures with small counts in them are the manager's alone.
var _ = rows(`
                                              stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /evaluations                             in        no    no    no    no    ok    no    no    no    no
GET  /evaluations/new                         in        no    no    no    no    ok    no    no    no    no
POST /evaluations/new                         in        no    no    no    no    ok    no    no    no    no
GET  /evaluations/{evaluation}                in        no    no    no    no    ok    no    no    no    no
GET  /evaluations/{evaluation}/place          in        no    no    no    no    ok    no    no    no    no
POST /evaluations/{evaluation}/place          in        no    no    no    no    ok    no    no    no    no
POST /evaluations/{evaluation}/report         in        no    no    no    no    ok    no    no    no    no
GET  /evaluations/{evaluation}/report         in        no    no    no    no    ok    no    no    no    no
GET  /evaluations/{evaluation}/report/pdf     in        no    no    no    no    ok    no    no    no    no
GET  /evaluations/{evaluation}/report/word    in        no    no    no    no    ok    no    no    no    no
GET  /evaluations/{evaluation}/report/figures    in     no    no    no    no    ok    no    no    no    no
GET  /people/{person}/equality    in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/equality    in        ok    gone  no    no    ok    no    no    no    no
GET  /evaluations/{evaluation}/report/dictionary in     no    no    no    no    ok    no    no    no    no
`)
