// Chains of openssl-verify's and our set: forms, times, signatures, names that chain, extensions.
#include "tests/interop/chains.hpp"
#include "tests/support/random.hpp"

namespace smime::tests {
namespace {

using namespace smime::x509;

Change valid(Time not_before, Time not_after) {
  return [=](TbsCertificate& certificate) { certificate.validity = {not_before, not_after}; };
}
Change of_2020() {
  return valid(Time::from_civil(2020, 1, 1), Time::from_civil(2021, 1, 1));
}
Change of_2027() {
  return valid(Time::from_civil(2027, 1, 1), Time::from_civil(2028, 1, 1));
}
Change signed_with(SignatureScheme scheme) {
  return [=](TbsCertificate& certificate) { certificate.signature = algorithm_identifier(scheme); };
}
Change without(ObjectIdentifier extension) {
  return [=](TbsCertificate& certificate) { certificate.extensions.remove(extension); };
}
Change unknown(bool critical) {
  return [=](TbsCertificate& certificate) {
    certificate.extensions.set({ObjectIdentifier("1.2.3.4"), critical, {0x05, 0x00}});
  };
}
Change unchanged() {
  return [](TbsCertificate&) {};
}
void make_v1(TbsCertificate& certificate) {
  certificate.version = 1;
  certificate.extensions = {};
}

// Another authority's name and key.
Authority stranger() {
  const Cast& cast = Cast::get();
  TestRandom random(62);
  return {issue_self_signed(cast.bob_key, Name::from_rfc4514("CN=Stranger"), Profile::authority(),
                            Bytes{9}, cast.validity, random),
          cast.bob_key};
}

// The root's name on another key.
void trust_impostor(MadeChain& chain) {
  const Cast& cast = Cast::get();
  TestRandom random(63);
  Profile profile = Profile::authority();
  chain.root = {issue_self_signed(cast.bob_key, cast.root.certificate.subject(), profile, Bytes{9},
                                  cast.validity, random),
                cast.bob_key};
}

void offer_impostor_of_middle(MadeChain& chain) {
  const Authority other = stranger();
  TestRandom random(64);
  TbsCertificate tbs = chain.middle.certificate.tbs_certificate();
  tbs.subject_public_key_info = other.key.public_key();
  tbs.extensions.remove(id_ce_subjectKeyIdentifier);
  tbs.serial_number = {8};
  chain.others.push_back(sign_certificate(tbs, chain.root.key, random));
}

void alter_subject(MadeChain& chain) {
  TbsCertificate tbs = chain.end.tbs_certificate();
  tbs.subject = Name::from_rfc4514("CN=Katja,O=Example");
  chain.end = Certificate::assemble(tbs.encode(), chain.end.signature_algorithm(),
                                    chain.end.signature_value());
}

void name_other_algorithm(MadeChain& chain) {
  chain.end = Certificate::assemble(
      chain.end.tbs_der(),
      algorithm_identifier(SignatureScheme::pkcs1_v1_5(primitives::DigestAlgorithm::sha512)),
      chain.end.signature_value());
}

// Self-issued: a new certificate of the middle authority for itself.
void make_self_issued(TbsCertificate& certificate) {
  certificate.subject = certificate.issuer;
}

void name_issuer_in_capitals(TbsCertificate& certificate) {
  certificate.issuer =
      Name::of({{id_at_organizationName, "EXAMPLE"}, {id_at_commonName, "  middle "}});
}

void name_other_issuer(TbsCertificate& certificate) {
  certificate.issuer = Name::from_rfc4514("CN=Elsewhere,O=Example");
}

std::vector<Chain> valid_chains() {
  using enum primitives::DigestAlgorithm;
  const Time first = Time::from_civil(2026, 1, 1), last = Time::from_civil(2060, 12, 31);
  return {
      {.name = "three certificates"},
      {.name = "four certificates", .deeper = unchanged()},
      {.name = "sha384", .end = signed_with(SignatureScheme::pkcs1_v1_5(sha384))},
      {.name = "sha512", .middle = signed_with(SignatureScheme::pkcs1_v1_5(sha512))},
      {.name = "sha224", .end = signed_with(SignatureScheme::pkcs1_v1_5(sha224))},
      {.name = "rsassa-pss", .end = signed_with(SignatureScheme::rsassa_pss(sha256))},
      {.name = "the first second", .end = valid(first, last), .at = first},
      {.name = "beyond 2050",
       .root = valid(first, last),
       .middle = valid(first, last),
       .end = valid(first, last),
       .at = Time{last.seconds - 1}},
      {.name = "a root of version 1", .root = make_v1},
      {.name = "a root without keyUsage", .root = without(id_ce_keyUsage)},
      {.name = "no key identifiers",
       .middle = without(id_ce_subjectKeyIdentifier),
       .end = without(id_ce_authorityKeyIdentifier)},
      {.name = "an unknown extension", .end = unknown(false)},
      {.name = "the issuer in other case and spacing", .end = name_issuer_in_capitals},
      {.name = "an impostor beside the authority",
       .openssl = 7,
       .why_else = "RFC 4158, 5.1: out of a dead end one goes back and tries the next certificate",
       .finish = offer_impostor_of_middle},
      {.name = "no path length for self-issued",
       .middle = with(BasicConstraints{true, 0}),
       .deeper = make_self_issued},
  };
}

std::vector<Chain> chains_of_broken_times() {
  const Time first = Time::from_civil(2026, 1, 1), last = Time::from_civil(2026, 12, 31);
  return {
      {.name = "end expired", .reason = Reason::expired, .openssl = 10, .end = of_2020()},
      {.name = "middle expired", .reason = Reason::expired, .openssl = 10, .middle = of_2020()},
      {.name = "root expired", .reason = Reason::expired, .openssl = 10, .root = of_2020()},
      {.name = "end to come", .reason = Reason::not_yet_valid, .openssl = 9, .end = of_2027()},
      {.name = "middle to come",
       .reason = Reason::not_yet_valid,
       .openssl = 9,
       .middle = of_2027()},
      {.name = "a second too late",
       .reason = Reason::expired,
       .openssl = 10,
       .end = valid(first, last),
       .at = Time{last.seconds + 1}},
      {.name = "a second too early",
       .reason = Reason::not_yet_valid,
       .openssl = 9,
       .end = valid(first, last),
       .at = Time{first.seconds - 1}},
      {.name = "the last second",
       .openssl = 10,
       .why_else = "RFC 5280, 4.1.2.5: from notBefore through notAfter, inclusive",
       .end = valid(first, last),
       .at = last},
  };
}

std::vector<Chain> chains_of_broken_links() {
  return {
      {.name = "signature of the end altered",
       .reason = Reason::certificate_signature_mismatch,
       .openssl = 7,
       .finish = [](MadeChain& chain) { chain.end = with_broken_signature(chain.end); }},
      {.name = "signature of the middle altered",
       .reason = Reason::certificate_signature_mismatch,
       .openssl = 7,
       .finish =
           [](MadeChain& chain) {
             chain.middle.certificate = with_broken_signature(chain.middle.certificate);
           }},
      {.name = "subject altered after signing",
       .reason = Reason::certificate_signature_mismatch,
       .openssl = 7,
       .finish = alter_subject},
      {.name = "the two fields of the algorithm differ",
       .reason = Reason::malformed,
       .openssl = 7,
       .finish = name_other_algorithm},
      {.name = "another issuer named",
       .reason = Reason::name_chaining,
       .openssl = 20,
       .end = name_other_issuer},
      {.name = "issuer missing",
       .reason = Reason::issuer_unknown,
       .openssl = 20,
       .finish = [](MadeChain& chain) { chain.middle.certificate = stranger().certificate; }},
      {.name = "root not trusted",
       .reason = Reason::root_untrusted,
       .openssl = 19,
       .finish =
           [](MadeChain& chain) {
             chain.others.push_back(chain.root.certificate);
             chain.root = stranger();
           }},
      {.name = "root of that name with another key",
       .reason = Reason::certificate_signature_mismatch,
       .openssl = 20,
       .finish = trust_impostor},
      {.name = "unknown critical extension in the end",
       .reason = Reason::unknown_critical_extension,
       .openssl = 34,
       .end = unknown(true)},
      {.name = "unknown critical extension in the middle",
       .reason = Reason::unknown_critical_extension,
       .openssl = 34,
       .middle = unknown(true)},
  };
}

}  // namespace

std::vector<Chain> chains_of_forms() {
  std::vector<Chain> all = valid_chains();
  for (const auto& more : {chains_of_broken_times(), chains_of_broken_links()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace smime::tests
