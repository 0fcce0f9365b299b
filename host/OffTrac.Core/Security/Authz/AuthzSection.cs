namespace OffTrac.Core.Security.Authz;

/// <summary>A section of the file: which resources, and who may do what with them.</summary>
internal sealed class AuthzSection(string name, IReadOnlyList<AuthzEntry> entries)
{
    private readonly Glob _glob = new(name.Contains('@', StringComparison.Ordinal) ? name : name + "@*");

    public string Name => name;

    public IReadOnlyList<AuthzEntry> Entries => entries;

    public bool Matches(string resourceKey) => _glob.Matches(resourceKey);
}
