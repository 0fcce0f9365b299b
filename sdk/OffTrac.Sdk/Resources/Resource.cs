namespace OffTrac.Sdk.Resources;

/// <summary>
/// Names a thing: <c>ticket:12</c>, <c>wiki:WikiStart@3</c>, <c>wiki:WikiStart/attachment:a.png</c>. Stands for Trac's
/// <c>Resource</c>.
/// </summary>
public sealed record Resource
{
    /// <summary>Realm, such as <c>ticket</c>, <c>wiki</c>, <c>milestone</c>, <c>attachment</c>.</summary>
    public required string Realm { get; init; }

    /// <summary>Identity within the realm as text; null for the realm as a whole.</summary>
    public string? Id { get; init; }

    /// <summary>Version, or null for the latest.</summary>
    public int? Version { get; init; }

    /// <summary>What it belongs to, such as the ticket of an attachment; null for most.</summary>
    public Resource? Parent { get; init; }

    /// <summary>A ticket.</summary>
    /// <param name="id">Its number.</param>
    public static Resource Ticket(int id) =>
        new() { Realm = "ticket", Id = id.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    /// <summary>A wiki page.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Version, or null for the latest.</param>
    public static Resource Wiki(string name, int? version = null) => new() { Realm = "wiki", Id = name, Version = version };

    /// <summary>A part of this resource, such as an attachment.</summary>
    /// <param name="realm">Realm of the part.</param>
    /// <param name="id">Identity of the part.</param>
    public Resource Child(string realm, string id) => new() { Realm = realm, Id = id, Parent = this };

    /// <summary>
    /// Reads <c>realm:id[@version][/realm:id…]</c>, each id percent-encoded; the outermost comes first. A realm alone is the
    /// whole realm.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="TracException">It is not of that form.</exception>
    public static Resource Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Resource? resource = null;
        foreach (var part in text.Split('/'))
            resource = ParsePart(part, resource, text);
        return resource!;
    }

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        var own = Id is null ? Realm : $"{Realm}:{Uri.EscapeDataString(Id)}";
        if (Version is { } version)
            own = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{own}@{version}");
        return Parent is null ? own : $"{Parent}/{own}";
    }

    private static Resource ParsePart(string part, Resource? parent, string text)
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        var realm = colon < 0 ? part : part[..colon];
        if (realm.Length == 0)
            throw new TracException($"'{text}' is not a resource; write realm:id, such as ticket:12 or wiki:WikiStart/attachment:a.png.");
        if (colon < 0)
            return new Resource { Realm = realm, Parent = parent };
        var id = part[(colon + 1)..];
        var at = id.LastIndexOf('@');
        if (at < 0)
            return new Resource { Realm = realm, Id = Uri.UnescapeDataString(id), Parent = parent };
        if (!int.TryParse(id[(at + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version))
            throw new TracException($"'{text}' is not a resource: the version after @ is not a number (write %40 for an @ in a name).");
        return new Resource { Realm = realm, Id = Uri.UnescapeDataString(id[..at]), Version = version, Parent = parent };
    }
}
