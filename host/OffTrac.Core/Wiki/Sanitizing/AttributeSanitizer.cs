namespace OffTrac.Core.Wiki.Sanitizing;

/// <summary>Chooses the safe ones of an element's attributes.</summary>
internal sealed class AttributeSanitizer(AddressSafety addresses)
{
    private readonly StyleSanitizer _styles = new(addresses);

    /// <summary>In alphabetical order; an image from elsewhere is asked for without the reader's credentials.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Sanitize(string element, IReadOnlyDictionary<string, string> attributes)
    {
        var safe = new SortedList<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in attributes)
        {
            if (SafeValue(name, value) is { } safeValue)
                safe[name] = safeValue;
        }

        if (element == "img" && safe.TryGetValue("src", out var source) && !(addresses.IsSafe(source) && addresses.IsSafeOrigin(source)))
            safe["crossorigin"] = "anonymous";
        return [.. safe];
    }

    private string? SafeValue(string name, string value)
    {
        if (!SafeHtml.Attributes.Contains(name))
            return null;
        if (SafeHtml.AddressAttributes.Contains(name))
            return addresses.IsSafe(value) ? value : null;
        return name != "style" ? value : _styles.Sanitize(value) is { Length: > 0 } style ? style : null;
    }
}
