using System.Text.RegularExpressions;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>A provider's pattern, compiled.</summary>
internal sealed record ExtensionPattern(string Component, string Name, Regex Expression);
