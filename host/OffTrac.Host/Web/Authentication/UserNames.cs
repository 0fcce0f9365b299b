namespace OffTrac.Host.Web.Authentication;

/// <summary>Which login names can't be: those that the permission table means something else by.</summary>
internal static class UserNames
{
    /// <summary>Null when the name can be a user; otherwise why not, in one line.</summary>
    public static string? ProblemOf(string name)
    {
        if (name is "anonymous" or "authenticated")
            return $"'{name}' is the name of a group of everybody and can't log in.";
        if (name.Any(char.IsControl))
            return "A login name must not hold control characters.";
        // In the table of permissions a name in capitals is an action.
        return name.Any(char.IsUpper) && !name.Any(char.IsLower)
            ? $"'{name}' can't log in: a name in capitals means a permission."
            : null;
    }
}
