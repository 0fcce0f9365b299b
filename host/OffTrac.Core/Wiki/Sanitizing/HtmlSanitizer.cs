using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Sanitizing;

/// <summary>Sanitises by the options of section <c>[wiki]</c>.</summary>
public sealed class HtmlSanitizer(IEnvironmentConfiguration configuration) : IHtmlSanitizer
{
    private readonly WikiOptions _options = new(configuration);
    private Rules? _rules;

    public string Sanitize(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var rules = CurrentRules();
        if (rules.IsUnsafeAllowed)
            return html;
        var sanitized = new SanitizedHtml(rules.Attributes);
        new HtmlReader(html, sanitized).Read();
        return sanitized.ToString();
    }

    public IReadOnlyList<KeyValuePair<string, string>> SanitizeAttributes(string element, IReadOnlyDictionary<string, string> attributes)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(attributes);
        var rules = CurrentRules();
        return rules.IsUnsafeAllowed
            ? [.. attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal)]
            : rules.Attributes.Sanitize(element, attributes);
    }

    public bool IsSafeOrigin(string address, string? scheme)
    {
        ArgumentNullException.ThrowIfNull(address);
        return CurrentRules().Addresses.IsSafeOrigin(address, scheme);
    }

    private Rules CurrentRules()
    {
        var version = configuration.Version;
        if (Volatile.Read(ref _rules) is { } known && known.Version == version)
            return known;
        var addresses = new AddressSafety(_options.SafeSchemes, _options.SafeOrigins);
        var rules = new Rules(version, _options.RendersUnsafeContent, addresses, new AttributeSanitizer(addresses));
        Volatile.Write(ref _rules, rules);
        return rules;
    }

    private sealed record Rules(long Version, bool IsUnsafeAllowed, AddressSafety Addresses, AttributeSanitizer Attributes);
}
