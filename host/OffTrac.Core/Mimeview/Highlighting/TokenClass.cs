namespace OffTrac.Core.Mimeview.Highlighting;

/// <summary>Short class names of Pygments, for which style sheets exist.</summary>
internal static class TokenClass
{
    public const string Text = "";
    public const string Name = "n";
    public const string NameTag = "nt";
    public const string NameAttribute = "na";
    public const string NameBuiltin = "nb";
    public const string NameVariable = "nv";
    public const string NameDecorator = "nd";
    public const string Keyword = "k";
    public const string KeywordType = "kt";
    public const string KeywordConstant = "kc";
    public const string String = "s";
    public const string StringDouble = "s2";
    public const string StringSingle = "s1";
    public const string Number = "m";
    public const string Operator = "o";
    public const string Punctuation = "p";
    public const string Comment = "c";
    public const string CommentSingle = "c1";
    public const string CommentMultiline = "cm";
    public const string Preprocessor = "cp";
    public const string Entity = "ni";
    public const string DiffHeading = "gh";
    public const string DiffSubheading = "gu";
    public const string DiffInserted = "gi";
    public const string DiffDeleted = "gd";
}
