namespace OffTrac.Plugins.Macros.Images;

/// <summary>The other Trac that every environment knows.</summary>
internal static class InterTracSites
{
    public const string TracUrl = "https://trac.edgewall.org";

    public const string TracTitle = "The Trac Project";
}
