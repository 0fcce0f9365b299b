using System.Text;

namespace OffTrac.Core.Security;

/// <summary>Tells actions from groups: both stand in one column, and only their letters say which is which.</summary>
internal static class PermissionName
{
    /// <summary>Whether all letters are upper case and there is at least one, as Python's <c>isupper</c>.</summary>
    public static bool IsUpper(string name)
    {
        var hasUpper = false;
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsLower(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.TitlecaseLetter)
                return false;
            hasUpper |= Rune.IsUpper(rune);
        }

        return hasUpper;
    }
}
