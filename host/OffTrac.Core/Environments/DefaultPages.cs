namespace OffTrac.Core.Environments;

/// <summary>The wiki pages that a new environment begins with.</summary>
public static class DefaultPages
{
    /// <summary>Who has written them, as in Trac.</summary>
    public const string Author = "trac";

    private const string Folder = "Pages/";

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<DefaultPage> All { get; } =
    [
        .. typeof(DefaultPages).Assembly.GetManifestResourceNames()
            .Where(static resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    private static DefaultPage Read(string resource)
    {
        using var reader = new StreamReader(typeof(DefaultPages).Assembly.GetManifestResourceStream(resource)!);
        return new DefaultPage { Name = resource[Folder.Length..], Text = reader.ReadToEnd() };
    }
}
