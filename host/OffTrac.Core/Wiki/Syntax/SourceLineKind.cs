namespace OffTrac.Core.Wiki.Syntax;

/// <summary>What the marks of a line say about blocks.</summary>
internal enum SourceLineKind : byte
{
    /// <summary>Nothing.</summary>
    Text,

    /// <summary><c>{{{</c> or <c>{{{#!name</c>.</summary>
    BlockStart,

    /// <summary><c>}}}</c>.</summary>
    BlockEnd,

    /// <summary>It begins with <c>&gt;</c>.</summary>
    Citation,
}
