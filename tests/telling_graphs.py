"""Small graphs written as Turtle, for what shows a graph: each name in them that can be wicked is."""

from __future__ import annotations

from pyoxigraph import RdfFormat, Store

from kg.graph.vocab import PREFIXES

BASE = "https://example.org/kg/"
WICKED = "<script>alert(1)</script></script><!-- \"'; DROP & \u202e\x01 ]]> --><img src=x onerror=alert(2)>"


def graph(text: str) -> Store:
    """Read Turtle; its prefixes need no declaration, and its relative IRIs are data."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    store = Store()
    store.load(f"{prefixes}{text}".encode(), format=RdfFormat.TURTLE, base_iri=BASE)
    return store


def quoted(text: str) -> str:
    """Write a text as a literal of Turtle."""
    return '"' + "".join(f"\\u{ord(each):04X}" for each in text) + '"'


TEA = graph("""
<fair/tea> a te:Fair ; rdfs:label "Tea Expo" ; te:organizer <organizer/guild> .
<edition/tea/5> a te:Edition ; rdfs:label "Tea Expo 2022 (5th)" ; te:editionOf <fair/tea> ;
    te:year "2022"^^xsd:gYear ; te:ordinal 5 .
<edition/tea/6> a te:Edition ; rdfs:label "Tea Expo 2023 (6th)" ; te:editionOf <fair/tea> ;
    te:year "2023"^^xsd:gYear ; te:ordinal 6 ; te:precededBy <edition/tea/5> ;
    te:country <country/CN> ; te:city <city/CN/hefei> ; te:startDate "2023-05-01"^^xsd:date ;
    te:host <organizer/host> ; te:organizer <organizer/guild>, <organizer/host> .
<organizer/guild> a te:Organizer ; rdfs:label "Tea Guild" .
<organizer/host> a te:Organizer ; rdfs:label "Hefei Halls" .
<country/CN> a te:Country ; rdfs:label "China" ; te:alpha2 "CN" .
<city/CN/hefei> a te:City ; rdfs:label "Hefei" ; te:country <country/CN> .
<metric/1> a te:Metric ; te:about <edition/tea/6> ; te:indicator te:indicator-exhibitors ; te:value 1250.5 ;
    te:unit unit:NUM ; te:bound te:bound-min ; te:status te:status-registered ; te:scope te:scope-total ;
    te:rank "preferred" ; prov:wasDerivedFrom <article/a#char=10,20>, <article/b#char=5,9> .
<metric/2> a te:Metric ; te:about <edition/tea/6> ; te:indicator te:indicator-exhibitors ; te:value 900 ;
    te:unit unit:NUM ; te:bound te:bound-exact ; te:status te:status-actual ; te:scope te:scope-total ;
    te:rank "normal" ; prov:wasDerivedFrom <article/b#char=30,33> ; te:change <metric/2#change> .
<metric/2#change> a te:Change ; te:direction "up" ; te:percent 5 ; te:comparedWith <edition/tea/5> .
<metric/3> a te:Metric ; te:about <edition/tea/5> ; te:indicator te:indicator-exhibitors ; te:value 857 ;
    te:unit unit:NUM ; te:bound te:bound-approx ; te:status te:status-actual ; te:scope te:scope-total ;
    prov:wasGeneratedBy te:rule-previous-figure ; prov:wasDerivedFrom <metric/2> .
<difference/1> a te:Difference ; te:differenceKind te:difference-kind-conflict ; te:about <edition/tea/6> ;
    te:preferredStatement <metric/1> ; te:otherStatement <metric/2> .
<claim/1> a te:Claim ; rdf:subject <edition/tea/6> ; rdf:predicate te:city ; rdf:object <city/CN/hefei> ;
    prov:wasDerivedFrom <article/a#char=0,5>, <article/a#char=40,45> .
<claim/2> a te:Claim ; rdf:subject <fair/tea> ; rdf:predicate te:foundedYear ; rdf:object "1900"^^xsd:gYear ;
    prov:wasDerivedFrom <article/c#char=7,11> .
<article/c> a te:Article ; rdfs:label "Tea of old" ; schema:identifier "c" .
<article/c#char=7,11> a te:Evidence ; te:article <article/c> ; oa:start 7 ; oa:end 11 ; oa:exact "1900" .
<article/a> a te:Article ; rdfs:label "Tea rises" ; schema:identifier "a" ;
    schema:datePublished "2023-05-04"^^xsd:date ; schema:mentions <edition/tea/6> .
<article/b> a te:Article ; rdfs:label "Tea falls" ; schema:identifier "b" ;
    schema:datePublished "2023-05-07"^^xsd:date ; schema:mentions <edition/tea/6> .
<article/a#char=10,20> a te:Evidence ; te:article <article/a> ; oa:start 10 ; oa:end 20 ; oa:exact "1,250-plus" .
<article/a#char=0,5> a te:Evidence ; te:article <article/a> ; oa:start 0 ; oa:end 5 ; oa:exact "Hefei" .
<article/a#char=40,45> a te:Evidence ; te:article <article/a> ; oa:start 40 ; oa:end 45 ; oa:exact "HEFEI" .
<article/b#char=5,9> a te:Evidence ; te:article <article/b> ; oa:start 5 ; oa:end 9 ; oa:exact "1250" .
<article/b#char=30,33> a te:Evidence ; te:article <article/b> ; oa:start 30 ; oa:end 33 ; oa:exact "900" .
te:indicator-exhibitors rdfs:label "exhibitors" ; skos:notation "exhibitors" .
te:bound-min skos:notation "min" . te:bound-exact skos:notation "exact" . te:bound-approx skos:notation "approx" .
te:status-actual skos:notation "actual" . te:status-registered skos:notation "registered" .
te:scope-total skos:notation "total" .
te:difference-kind-conflict skos:notation "conflict" .
""")
SIXTH = f"{BASE}edition/tea/6"

WICKED_ONE = graph(f"""
<fair/w> a te:Fair ; rdfs:label {quoted(WICKED)} ; skos:altLabel {quoted(WICKED)} .
<edition/w/1> a te:Edition ; rdfs:label {quoted(WICKED)} ; te:editionOf <fair/w> ; te:year "2020"^^xsd:gYear .
<metric/w> a te:Metric ; te:about <edition/w/1> ; te:indicator te:indicator-visitors ; te:value 5 ;
    te:scope te:scope-organization ; te:scopeOf {quoted(WICKED)} ; prov:wasDerivedFrom <article/w#char=0,9> .
<article/w> a te:Article ; rdfs:label {quoted(WICKED)} ; schema:identifier "w" .
<article/w#char=0,9> a te:Evidence ; te:article <article/w> ; oa:start 0 ; oa:end 9 ; oa:exact {quoted(WICKED)} .
te:indicator-visitors rdfs:label "visitors" ; skos:notation "visitors" .
te:scope-organization skos:notation "organization" .
""")
WICKED_EDITION = f"{BASE}edition/w/1"
