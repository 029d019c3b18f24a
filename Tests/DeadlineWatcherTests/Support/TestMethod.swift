import HTTP

/// `Method` alone is Objective-C's too where Foundation is imported.
typealias TestMethod = HTTP.Method
