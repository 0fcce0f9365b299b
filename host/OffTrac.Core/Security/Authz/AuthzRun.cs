namespace OffTrac.Core.Security.Authz;

/// <summary>Neighbouring actions of a list that are all granted, or all, with their exclamation marks, denied.</summary>
internal sealed record AuthzRun(bool IsDenial, IReadOnlyList<string> Actions)
{
    public static IReadOnlyList<AuthzRun> Of(IReadOnlyList<string> actions)
    {
        var runs = new List<AuthzRun>();
        for (var start = 0; start < actions.Count;)
        {
            var isDenial = actions[start].StartsWith('!');
            var end = start + 1;
            while (end < actions.Count && actions[end].StartsWith('!') == isDenial)
                end++;
            runs.Add(new AuthzRun(isDenial, [.. actions.Skip(start).Take(end - start).Select(action => isDenial ? action[1..] : action)]));
            start = end;
        }

        return runs;
    }
}
