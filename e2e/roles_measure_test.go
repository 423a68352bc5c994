package e2e

// Asha keeps the record of whom the questions are put to; Max may put them, and
// reads no answers. Who answers by a link is nobody here.
var _ = rows(`
                                                      stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /people/{person}/questions                       in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/questions                       in        ok    gone  no    no    ok    no    no    no    no
GET  /people/{person}/questions/change                in        ok    gone  no    no    gone  no    no    no    no
POST /people/{person}/questions/change/copy           in        ok    gone  no    no    gone  no    no    no    no
GET  /people/{person}/questions/{asking}              in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/questions/{asking}/link         in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/questions/{asking}/send         in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/questions/{asking}/tablet       in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/questions/{asking}/withdraw     in        ok    gone  no    no    ok    no    no    no    no
GET  /people/{person}/questions/{asking}/quotes       in        ok    gone  no    no    gone  no    no    no    no
POST /people/{person}/questions/{asking}/quotes       in        ok    gone  no    no    gone  no    no    no    no
GET  /people/{person}/questions/{asking}/aloud        in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/questions/{asking}/aloud        in        ok    gone  no    no    ok    no    no    no    no
GET  /people/{person}/questions/{asking}/typed        in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/questions/{asking}/typed        in        ok    gone  no    no    ok    no    no    no    no
GET  /people/{person}/questions/{asking}/paper        in        ok    gone  no    no    ok    no    no    no    no
GET  /questions                                       in        ok    ok    no    no    ok    no    no    no    no
GET  /questions/plan                                  in        no    no    no    no    ok    no    no    no    no
POST /questions/plan                                  in        no    no    no    no    ok    no    no    no    no
GET  /measures/words                                  in        no    no    no    no    ok    no    no    no    no
POST /measures/words                                  in        no    no    no    no    ok    no    no    no    no
GET  /answer                                          ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /answer                                          gone      gone  gone  gone  gone  gone  gone  gone  gone  gone
GET  /answer/{token}                                  ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /answer/{token}                                  gone      gone  gone  gone  gone  gone  gone  gone  gone  gone
POST /answer/print                                    ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /answer/finish                                   gone      gone  gone  gone  gone  gone  gone  gone  gone  gone
GET  /own/change                                      ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /own/change/map                                  gone      gone  gone  gone  gone  gone  gone  gone  gone  gone
POST /own/change/copy                                 gone      gone  gone  gone  gone  gone  gone  gone  gone  gone
GET  /answer/thanks                                   ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
`)
