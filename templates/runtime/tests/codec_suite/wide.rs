//! A record with more properties than a set of indexes can hold.

use crate::check::round;
use crate::runtime::codec::*;

macro_rules! wide {
    ($($name:ident $wire:literal)*) => {
        #[derive(Clone, PartialEq)]
        pub struct Wide {
            $(pub $name: Option<i64>,)*
            pub last: i64,
            pub extra: Extra,
        }
        record_table! {
            Wide {
                $(optional $name $wire;)*
                required last "last";
            }
        }
    };
}

wide! {
    a000 "a000" a001 "a001" a002 "a002" a003 "a003" a004 "a004"
    a005 "a005" a006 "a006" a007 "a007" a008 "a008" a009 "a009"
    a010 "a010" a011 "a011" a012 "a012" a013 "a013" a014 "a014"
    a015 "a015" a016 "a016" a017 "a017" a018 "a018" a019 "a019"
    a020 "a020" a021 "a021" a022 "a022" a023 "a023" a024 "a024"
    a025 "a025" a026 "a026" a027 "a027" a028 "a028" a029 "a029"
    a030 "a030" a031 "a031" a032 "a032" a033 "a033" a034 "a034"
    a035 "a035" a036 "a036" a037 "a037" a038 "a038" a039 "a039"
    a040 "a040" a041 "a041" a042 "a042" a043 "a043" a044 "a044"
    a045 "a045" a046 "a046" a047 "a047" a048 "a048" a049 "a049"
    a050 "a050" a051 "a051" a052 "a052" a053 "a053" a054 "a054"
    a055 "a055" a056 "a056" a057 "a057" a058 "a058" a059 "a059"
    a060 "a060" a061 "a061" a062 "a062" a063 "a063" a064 "a064"
    a065 "a065" a066 "a066" a067 "a067" a068 "a068" a069 "a069"
    a070 "a070" a071 "a071" a072 "a072" a073 "a073" a074 "a074"
    a075 "a075" a076 "a076" a077 "a077" a078 "a078" a079 "a079"
    a080 "a080" a081 "a081" a082 "a082" a083 "a083" a084 "a084"
    a085 "a085" a086 "a086" a087 "a087" a088 "a088" a089 "a089"
    a090 "a090" a091 "a091" a092 "a092" a093 "a093" a094 "a094"
    a095 "a095" a096 "a096" a097 "a097" a098 "a098" a099 "a099"
    a100 "a100" a101 "a101" a102 "a102" a103 "a103" a104 "a104"
    a105 "a105" a106 "a106" a107 "a107" a108 "a108" a109 "a109"
    a110 "a110" a111 "a111" a112 "a112" a113 "a113" a114 "a114"
    a115 "a115" a116 "a116" a117 "a117" a118 "a118" a119 "a119"
    a120 "a120" a121 "a121" a122 "a122" a123 "a123" a124 "a124"
    a125 "a125" a126 "a126" a127 "a127" a128 "a128" a129 "a129"
    a130 "a130" a131 "a131" a132 "a132" a133 "a133" a134 "a134"
    a135 "a135" a136 "a136" a137 "a137" a138 "a138" a139 "a139"
    a140 "a140" a141 "a141" a142 "a142" a143 "a143" a144 "a144"
    a145 "a145" a146 "a146" a147 "a147" a148 "a148" a149 "a149"
    a150 "a150" a151 "a151" a152 "a152" a153 "a153" a154 "a154"
    a155 "a155" a156 "a156" a157 "a157" a158 "a158" a159 "a159"
    a160 "a160" a161 "a161" a162 "a162" a163 "a163" a164 "a164"
    a165 "a165" a166 "a166" a167 "a167" a168 "a168" a169 "a169"
    a170 "a170" a171 "a171" a172 "a172" a173 "a173" a174 "a174"
    a175 "a175" a176 "a176" a177 "a177" a178 "a178" a179 "a179"
    a180 "a180" a181 "a181" a182 "a182" a183 "a183" a184 "a184"
    a185 "a185" a186 "a186" a187 "a187" a188 "a188" a189 "a189"
    a190 "a190" a191 "a191" a192 "a192" a193 "a193" a194 "a194"
    a195 "a195" a196 "a196" a197 "a197" a198 "a198" a199 "a199"
    a200 "a200" a201 "a201" a202 "a202" a203 "a203" a204 "a204"
    a205 "a205" a206 "a206" a207 "a207" a208 "a208" a209 "a209"
    a210 "a210" a211 "a211" a212 "a212" a213 "a213" a214 "a214"
    a215 "a215" a216 "a216" a217 "a217" a218 "a218" a219 "a219"
    a220 "a220" a221 "a221" a222 "a222" a223 "a223" a224 "a224"
    a225 "a225" a226 "a226" a227 "a227" a228 "a228" a229 "a229"
    a230 "a230" a231 "a231" a232 "a232" a233 "a233" a234 "a234"
    a235 "a235" a236 "a236" a237 "a237" a238 "a238" a239 "a239"
    a240 "a240" a241 "a241" a242 "a242" a243 "a243" a244 "a244"
    a245 "a245" a246 "a246" a247 "a247" a248 "a248" a249 "a249"
    a250 "a250" a251 "a251" a252 "a252" a253 "a253" a254 "a254"
    a255 "a255" a256 "a256" a257 "a257" a258 "a258" a259 "a259"
    a260 "a260" a261 "a261" a262 "a262" a263 "a263" a264 "a264"
    a265 "a265" a266 "a266" a267 "a267" a268 "a268" a269 "a269"
    a270 "a270" a271 "a271" a272 "a272" a273 "a273" a274 "a274"
    a275 "a275" a276 "a276" a277 "a277" a278 "a278" a279 "a279"
    a280 "a280" a281 "a281" a282 "a282" a283 "a283" a284 "a284"
    a285 "a285" a286 "a286" a287 "a287" a288 "a288" a289 "a289"
    a290 "a290" a291 "a291" a292 "a292" a293 "a293" a294 "a294"
    a295 "a295" a296 "a296" a297 "a297" a298 "a298" a299 "a299"
}

#[test]
fn a_null_is_kept_at_any_index() {
    let wide: Wide = round(r#"{"a000":null,"a063":null,"a064":null,"a299":null,"last":1}"#);
    for index in [0, 63, 64, 299] {
        assert!(wide.extra.is_null(index), "{index}");
    }
    assert!(!wide.extra.is_null(298));
    let set = wide.with_null("a298");
    assert!(set.extra.is_null(298));
}

#[test]
fn a_required_property_beyond_the_set_is_not_reported_as_missing() {
    let wide: Wide = serde_json::from_str("{}").expect("an empty object decodes");
    assert!(!wide.extra.is_missing("last"));
    assert_eq!(serde_json::to_string(&wide).expect("JSON"), r#"{"last":0}"#);
}
