using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Milestones;

public sealed class SqliteMilestoneEditorTests() : MilestoneEditorTests(TestEngine.Sqlite());
