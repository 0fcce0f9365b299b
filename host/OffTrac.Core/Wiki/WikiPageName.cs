namespace OffTrac.Core.Wiki;

/// <summary>Which names pages can have.</summary>
internal static class WikiPageName
{
    /// <summary>Parts between slashes must not be empty, <c>.</c> or <c>..</c>.</summary>
    public static bool IsValid(string name)
    {
        foreach (var part in name.AsSpan().Split('/'))
        {
            if (name.AsSpan(part) is "" or "." or "..")
                return false;
        }

        return true;
    }
}
