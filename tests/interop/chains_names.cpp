// Chains under name constraints, and chains under certificate policies.
#include "tests/interop/chains.hpp"

namespace smime::tests {
namespace {

using namespace smime::x509;

Change permit(GeneralName base) {
  return with(NameConstraints{{std::move(base)}, {}});
}
Change exclude(GeneralName base) {
  return with(NameConstraints{{}, {std::move(base)}});
}
Change named(GeneralName name) {
  return with(SubjectAltName{{std::move(name)}}, false);
}

GeneralName mailbox(const char* text) {
  return GeneralName::rfc822(text);
}
GeneralName host(const char* text) {
  return GeneralName::dns(text);
}
GeneralName uri(const char* text) {
  return GeneralName::uri(text);
}
GeneralName directory(const char* text) {
  return GeneralName::directory(Name::from_rfc4514(text));
}
GeneralName address(Bytes octets) {
  return GeneralName::ip(octets);
}

void put_address_into_subject(TbsCertificate& certificate) {
  certificate.subject = Name::of({{id_at_organizationName, "Example"},
                                  {id_at_commonName, "Katie"},
                                  {id_emailAddress, "katie@example.org"}});
}

Chain good(const char* name, Change middle, Change end) {
  return {.name = name, .middle = std::move(middle), .end = std::move(end)};
}
Chain outside(const char* name, Change middle, Change end) {
  return {.name = name,
          .reason = Reason::name_constraint,
          .openssl = 47,
          .middle = std::move(middle),
          .end = std::move(end)};
}
Chain excluded(const char* name, Change middle, Change end) {
  return {.name = name,
          .reason = Reason::name_constraint,
          .openssl = 48,
          .middle = std::move(middle),
          .end = std::move(end)};
}

using Policies = std::vector<ObjectIdentifier>;

const ObjectIdentifier kGold{"1.3.6.1.4.1.55555.1"}, kSilver{"1.3.6.1.4.1.55555.2"};

Change policies(const Policies& list) {
  CertificatePolicies policies;
  for (const ObjectIdentifier& policy : list) policies.policies.push_back({policy, {}});
  return with(policies, false);
}

Change both(Change first, Change second) {
  return [=](TbsCertificate& certificate) {
    first(certificate);
    second(certificate);
  };
}

// Both are asked whether gold holds, and that it must.
Chain gold(const char* name, bool holds, Change middle, Change end) {
  Chain chain{.name = name, .middle = std::move(middle), .end = std::move(end)};
  if (!holds) {
    chain.reason = Reason::policy_required;
    chain.openssl = 43;
  }
  chain.options.initial_policy_set = {kGold};
  chain.options.initial_explicit_policy = true;
  chain.flags = "-policy_check -explicit_policy -policy " + kGold.dotted();
  return chain;
}

Chain gold_without_any_policy(const char* name, Change middle, Change end) {
  Chain chain = gold(name, false, std::move(middle), std::move(end));
  chain.options.initial_any_policy_inhibit = true;
  chain.flags += " -inhibit_any";
  return chain;
}

Chain gold_without_mapping(const char* name, Change middle, Change end) {
  Chain chain = gold(name, false, std::move(middle), std::move(end));
  chain.options.initial_policy_mapping_inhibit = true;
  chain.flags += " -inhibit_map";
  return chain;
}

}  // namespace

std::vector<Chain> chains_of_names() {
  const Bytes network = {192, 0, 2, 0, 255, 255, 255, 0};
  const Bytes network6 = Bytes{0x20, 1,   0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                               255,  255, 255,  255,  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  Bytes host6(network6.begin(), network6.begin() + 16);
  host6.back() = 1;
  Bytes other6 = host6;
  other6.at(3) = 0xb9;
  const auto katie = named(mailbox("katie@example.com"));
  return {
      good("mailbox on the host", permit(mailbox("example.com")), katie),
      good("mailbox below the domain", permit(mailbox(".com")), katie),
      good("the very mailbox", permit(mailbox("katie@example.com")), katie),
      good("another mailbox excluded", exclude(mailbox("bob@example.com")), katie),
      outside("mailbox on another host", permit(mailbox("example.org")), katie),
      outside("mailbox below the host", permit(mailbox("com")), katie),
      excluded("mailbox excluded", exclude(mailbox("example.com")), katie),
      outside("mailbox in the subject", permit(mailbox("example.com")), put_address_into_subject),
      good("host", permit(host("example.com")), named(host("www.example.com"))),
      outside("another host", permit(host("example.com")), named(host("badexample.com"))),
      excluded("host excluded", exclude(host("example.com")), named(host("a.b.example.com"))),
      good("URI", permit(uri(".example.com")), named(uri("http://www.example.com/"))),
      outside("another URI", permit(uri(".example.com")), named(uri("http://example.com/"))),
      excluded("URI excluded", exclude(uri("example.com")), named(uri("ldap://example.com:9/o"))),
      good("IPv4", permit(address(network)), named(address({192, 0, 2, 1}))),
      outside("another IPv4", permit(address(network)), named(address({192, 0, 3, 1}))),
      excluded("IPv4 excluded", exclude(address(network)), named(address({192, 0, 2, 255}))),
      good("IPv6", permit(address(network6)), named(address(host6))),
      outside("another IPv6", permit(address(network6)), named(address(other6))),
      good("directory name", permit(directory("O=Example")), katie),
      outside("another directory name", permit(directory("O=Elsewhere")), katie),
      excluded("directory name excluded", exclude(directory("O=EXAMPLE")), katie),
      good("a type that is not constrained", permit(host("example.org")), katie),
  };
}

std::vector<Chain> chains_of_policies() {
  const auto golden = policies({kGold}), silver = policies({kSilver}), any = policies({anyPolicy});
  const auto mapping = both(golden, with(PolicyMappings{{{kGold, kSilver}}}));
  const auto of_any = both(any, with(PolicyMappings{{{anyPolicy, kSilver}}}));
  const auto require = with(PolicyConstraints{0, {}});
  const auto none = [](TbsCertificate&) {};
  Chain bad_mapping = gold("anyPolicy mapped", false, of_any, silver);
  bad_mapping.reason = Reason::malformed;
  bad_mapping.openssl = 42;
  return {
      gold("gold all the way", true, golden, golden),
      gold("gold below any", true, any, golden),
      gold("any below gold", true, golden, any),
      gold("gold and silver", true, policies({kGold, kSilver}), policies({kSilver, kGold})),
      gold("silver below gold", false, golden, silver),
      gold("silver all the way", false, silver, silver),
      gold("no policy in the end", false, golden, none),
      gold("no policy in the middle", false, none, golden),
      gold("gold mapped to silver", true, mapping, silver),
      gold("gold mapped to silver, but the end has gold", false, mapping, golden),
      gold_without_mapping("mapping inhibited", mapping, silver),
      gold_without_any_policy("any policy inhibited", any, golden),
      bad_mapping,
      {.name = "a policy required by the authority",
       .reason = Reason::policy_required,
       .openssl = 43,
       .middle = both(golden, require),
       .flags = "-policy_check -policy 2.5.29.32.0"},
      {.name = "the authority's requirement met",
       .middle = both(golden, require),
       .end = golden,
       .flags = "-policy_check -policy 2.5.29.32.0"},
      {.name = "no policy, none required", .flags = "-policy_check -policy 2.5.29.32.0"},
  };
}

}  // namespace smime::tests
